export function Sessions() {
  return <h1 className="headline-text">Sessions</h1>;
}
