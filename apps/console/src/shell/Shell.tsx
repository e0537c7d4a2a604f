import { type ReactNode } from 'react';
import { PHASE_LABELS, ROLE_LABELS, editionLabel } from '@zuimei/glossary';
import { Icon, type IconName } from '@zuimei/ui';
import { type StaffView } from '@zuimei/contracts';
import { Link, useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { mayModerate, mayOrganize, maySeeHall, maySeeResults, useSession } from '../session/session.js';
import { useEdition } from './edition.js';

interface Place {
  to: string;
  label: string;
  icon: IconName;
  open: (staff: StaffView) => boolean;
}

const PLACES: readonly Place[] = [
  { to: '/editions', label: '期与主题', icon: 'list', open: mayOrganize },
  { to: '/moderation', label: '审核', icon: 'eye', open: (staff) => mayModerate(staff) || staff.role === 'observer' },
  { to: '/sittings', label: '评审会', icon: 'cup', open: maySeeHall },
  { to: '/results', label: '结果与公布', icon: 'check', open: maySeeResults },
  { to: '/wall', label: '瞬间墙', icon: 'wall', open: maySeeResults },
  { to: '/photos', label: '照片检查', icon: 'img', open: maySeeResults },
  { to: '/audit', label: '审计记录', icon: 'clock', open: maySeeResults },
];

/** The dark rail with the edition, the places this role may go to, and who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const { staff, signOut } = useSession();
  const { edition, editions, choose } = useEdition();
  const [location] = useLocation();
  const waiting = useLoad(
    edition && mayModerate(staff) ? `waiting ${edition.key} ${location}` : null,
    async (signal) => {
      const { submissions } = await api.call(
        endpoints.getEditionOverview,
        { params: { key: edition?.key ?? '' } },
        { signal },
      );
      return submissions.processed;
    },
  );
  return (
    <div className="con">
      <a className="zm-skip" href="#content">
        跳到内容
      </a>
      <nav className="con-rail" aria-label="组织端">
        <p className="con-rail__logo">最美瞬间</p>
        {edition && (
          <label className="con-rail__edition">
            <span className="zm-hidden">在看哪一期</span>
            <select value={edition.key} onChange={(event) => choose(event.target.value)}>
              {editions.map(({ key, phase }) => (
                <option key={key} value={key}>
                  {editionLabel(key)} · {PHASE_LABELS[phase].zh}
                </option>
              ))}
            </select>
          </label>
        )}
        {PLACES.filter((place) => place.open(staff)).map(({ to, label, icon }) => {
          const here =
            location === to || location.startsWith(`${to}/`) || (to === '/sittings' && location.startsWith('/rounds/'));
          return (
            <Link key={to} href={to} className="con-rail__place" aria-current={here ? 'page' : undefined}>
              <Icon name={icon} />
              {label}
              {to === '/moderation' && waiting.data ? <em>{waiting.data}</em> : null}
            </Link>
          );
        })}
        <div className="con-rail__who">
          <p>
            {staff.displayName} · {ROLE_LABELS[staff.role].zh}
          </p>
          <Link to="/account" aria-current={location === '/account' ? 'page' : undefined}>
            <Icon name="me" />
            我的账号
          </Link>
          <button type="button" onClick={() => void signOut()}>
            <Icon name="out" />
            退出登录
          </button>
        </div>
      </nav>
      <main id="content" className="con-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
