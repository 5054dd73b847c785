/** All items of the case. */
export default function LibraryScreen() {
  return <section />;
}
