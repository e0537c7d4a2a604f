import { Icon, type IconName } from '@zuimei/ui';
import { Link, useLocation } from 'wouter';
import './tab-bar.css';

const TABS: readonly { to: string; label: string; icon: IconName; within: readonly string[] }[] = [
  { to: '/', label: '首页', icon: 'home', within: [] },
  { to: '/gallery', label: '作品', icon: 'grid', within: ['/winners'] },
  { to: '/submit', label: '拍照投稿', icon: 'cam', within: [] },
  { to: '/wall', label: '瞬间墙', icon: 'wall', within: [] },
  { to: '/mine', label: '我的', icon: 'me', within: [] },
];

/** Pages with a foot of their own: they end in what is to be done there. */
const WITHOUT = ['/submit', '/entries'];

export function TabBar() {
  const [location] = useLocation();
  if (WITHOUT.some((place) => location.startsWith(place))) return null;
  return (
    <nav className="tabs" aria-label="主要页面">
      {TABS.map(({ to, label, icon, within }) => {
        const here = to === '/' ? location === '/' : [to, ...within].some((place) => location.startsWith(place));
        const shoot = to === '/submit';
        return (
          <Link
            key={to}
            href={to}
            className={shoot ? 'tabs__shoot' : undefined}
            aria-current={here ? 'page' : undefined}
          >
            {shoot ? (
              <span className="tabs__shutter">
                <Icon name={icon} />
              </span>
            ) : (
              <Icon name={icon} />
            )}
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
