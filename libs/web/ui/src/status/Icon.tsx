import { ICON_PATHS, type IconName } from './icons.js';
import './icon.css';

export interface IconProps {
  name: IconName;
  /** Says what the icon means when no text stands beside it; without it the icon is hidden from readers. */
  label?: string;
  className?: string;
}

/** One line icon, 1.5rem unless its surroundings say otherwise, in the colour of the text. */
export function Icon({ name, label, className = '' }: IconProps) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true };
  return (
    <svg className={`zm-icon ${className}`} viewBox="0 0 24 24" focusable="false" {...named}>
      <path d={ICON_PATHS[name]} />
    </svg>
  );
}
