/** Hands a file that was fetched to the browser’s downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // A browser may read it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
