/**
 * Puts HTML into the clipboard as HTML, so that an editor takes it over with its styles. Where the browser has no such
 * clipboard, the preview is selected and copied as a person would. False where neither works.
 */
export async function copyArticle(html: string, preview: HTMLElement | null): Promise<boolean> {
  try {
    const text = preview?.innerText ?? '';
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/html': new Blob([html], { type: 'text/html' }),
        'text/plain': new Blob([text], { type: 'text/plain' }),
      }),
    ]);
    return true;
  } catch {
    const selection = getSelection();
    if (!preview || !selection) return false;
    selection.selectAllChildren(preview);
    return document.execCommand('copy');
  }
}
