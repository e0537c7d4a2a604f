import { type ReactNode, useEffect, useState } from 'react';
import { type StaffView } from '@zuimei/contracts';
import { Button, ErrorState } from '@zuimei/ui';
import { api, endpoints, isProblem, isRefusal } from '../data/api.js';
import { FreshLogin } from './FreshLogin.js';
import { SignIn } from './SignIn.js';
import { SessionContext } from './session.js';

/** Shows its children to a signed-in staff member, the sign-in to everybody else. */
export function SignedIn({ children, notice }: { children: ReactNode; notice?: string }) {
  const [staff, setStaff] = useState<StaffView | null | undefined>(undefined);
  const [failed, setFailed] = useState<string | null>(null);

  const load = async () => {
    setFailed(null);
    try {
      setStaff(await api.call(endpoints.getStaffSession));
    } catch (error) {
      if (isRefusal(error, 'UNAUTHENTICATED', 'SESSION_EXPIRED')) setStaff(null);
      else if (isProblem(error)) setFailed(error.sentence.zh);
      else throw error;
    }
  };
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- asking the server who is here is the effect
    void load();
  }, []);

  if (failed) {
    return (
      <main className="con-page">
        <ErrorState
          title={failed}
          safe="数据都在服务器上，没有丢。"
          action={<Button onClick={() => void load()}>重试</Button>}
        />
      </main>
    );
  }
  if (staff === undefined) return null;
  if (staff === null) return <SignIn onSignedIn={setStaff} notice={notice} />;
  const signOut = async () => {
    await api.call(endpoints.endStaffSession).catch(() => undefined);
    setStaff(null);
  };
  return (
    <SessionContext value={{ staff, signOut }}>
      <FreshLogin>{children}</FreshLogin>
    </SessionContext>
  );
}
