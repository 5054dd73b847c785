/** One item: its footage and what is known of it. */
export default function ItemScreen({ id }: { id: string }) {
  return <section>{id}</section>;
}
