import './seal.css';

export interface SealProps {
  /** 第一名, 第二名, 第三名, 获奖. */
  children: string;
  /** On a photo it stands at its upper left corner; otherwise where the text puts it. */
  onPhoto?: boolean;
  className?: string;
}

/** 印: the winner's chop, set vertically, one a photo. Its size follows the font size around it. */
export function Seal({ children, onPhoto, className = '' }: SealProps) {
  return (
    <span className={`zm-seal ${className}`} data-on-photo={onPhoto || undefined}>
      {children}
    </span>
  );
}
