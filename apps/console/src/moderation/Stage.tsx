import { type ModerationItem } from '@zuimei/contracts';
import { Photo, formatBytes } from '@zuimei/ui';

/** One photo large and whole, with the size of its original. */
export function Stage({ item }: { item: ModerationItem }) {
  const { photo, original } = item;
  return (
    <div className="mod__photo">
      <Photo
        key={item.id}
        src={photo.src2048}
        width={photo.width}
        height={photo.height}
        thumbhash={photo.thumbhash}
        alt={`投稿《${item.title}》`}
        fit="whole"
        loading="eager"
      />
      <span className="mod__size">
        {original.width} × {original.height} · {formatBytes(original.bytes)} · 整幅显示
      </span>
    </div>
  );
}
