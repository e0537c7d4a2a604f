import { ROLE_LABELS } from '@zuimei/glossary';
import { StatusPill } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, useSession } from '../session/session.js';
import { Top } from '../shell/Top.js';
import { SecondFactor } from './SecondFactor.js';
import './account.css';

/** 我的账号: the second factor, and for organizers who of the staff has one. */
export function AccountPage() {
  const { staff } = useSession();
  return (
    <>
      <Top title="我的账号">
        <span className="zm-small">
          {staff.displayName} · {staff.login} · {ROLE_LABELS[staff.role].zh}
        </span>
      </Top>
      <div className="acc">
        <SecondFactor />
        {mayOrganize(staff) && <Members />}
      </div>
    </>
  );
}

function Members() {
  const members = useLoad('staff', (signal) => api.call(endpoints.listStaff, undefined, { signal }));
  if (!members.data) return null;
  return (
    <section>
      <h2>工作人员</h2>
      <table className="zm-table">
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">账号</th>
            <th scope="col">角色</th>
            <th scope="col">动态码</th>
          </tr>
        </thead>
        <tbody>
          {members.data.items.map(({ id, displayName, login, role, totp }) => (
            <tr key={id}>
              <td>{displayName}</td>
              <td>{login}</td>
              <td>{ROLE_LABELS[role].zh}</td>
              <td>
                <StatusPill tone={totp ? 'ok' : 'warn'}>{totp ? '已设置' : '未设置'}</StatusPill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
