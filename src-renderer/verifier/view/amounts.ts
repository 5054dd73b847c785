const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.4 MB`, in powers of ten. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  for (; value >= 1000 && unit < byteUnits.length - 1; unit++) value /= 1000;
  if (bytes === 1) return '1 byte';
  return unit === 0 ? `${bytes} bytes` : `${value.toFixed(value < 10 ? 1 : 0)} ${byteUnits[unit]}`;
}

/** A time to wait, as coarse as it is known. */
export function waitText(seconds: number): string {
  if (seconds < 10) return 'a few seconds';
  if (seconds < 90) return `${Math.ceil(seconds / 5) * 5} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
