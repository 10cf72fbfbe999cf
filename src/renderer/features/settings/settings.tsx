export function Settings() {
  return <h1 className="headline-text">Settings</h1>;
}
