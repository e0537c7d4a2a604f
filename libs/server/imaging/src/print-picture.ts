/**
 * A derivative of ours as a smaller JPEG, as documents for print take it, in this process. Never for what came from outside.
 * @param side pixels that its longer side has at most
 */
export async function printPicture(bytes: Buffer, side: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(bytes)
    .resize(side, side, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toBuffer();
}
