export function Queue() {
  return <h1 className="headline-text">Queue</h1>;
}
