/** Custodian and keys, tools, storage, reading, language, about. */
export default function SettingsScreen() {
  return <section />;
}
