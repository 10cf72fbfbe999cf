export function Maintenance() {
  return <h1 className="headline-text">Maintenance</h1>;
}
