import { ToastHost } from '@zuimei/ui';
import { Redirect, Route, Router, Switch } from 'wouter';
import { AccountPage } from './account/AccountPage.js';
import { AuditPage } from './audit/AuditPage.js';
import { EditionsPage } from './editions/EditionsPage.js';
import { ModerationPage } from './moderation/ModerationPage.js';
import { PhotosPage } from './photos/PhotosPage.js';
import { PublicationPage } from './results/PublicationPage.js';
import { ResultPage } from './results/ResultPage.js';
import { ResultsPage } from './results/ResultsPage.js';
import { SignedIn } from './session/SignedIn.js';
import { useSession } from './session/session.js';
import { EditionProvider } from './shell/EditionProvider.js';
import { Shell } from './shell/Shell.js';
import { EditionPlannerPage, PlannerPage } from './sittings/planner/PlannerPage.js';
import { PaperPage } from './sittings/paper/PaperPage.js';
import { RoundPage } from './sittings/RoundPage.js';
import { SittingPage } from './sittings/SittingPage.js';
import { SittingsPage } from './sittings/SittingsPage.js';
import { WallPage } from './wall/WallPage.js';

export function ConsoleApp() {
  return (
    <Router base="/console">
      <SignedIn>
        <EditionProvider>
          <Shell>
            <Switch>
              <Route path="/editions" component={EditionsPage} />
              <Route path="/editions/:key/plan">{({ key }) => <EditionPlannerPage editionKey={key} />}</Route>
              <Route path="/moderation" component={ModerationPage} />
              <Route path="/sittings" component={SittingsPage} />
              <Route path="/sittings/:id">{({ id }) => <SittingPage id={id} />}</Route>
              <Route path="/sittings/:id/plan">{({ id }) => <PlannerPage id={id} />}</Route>
              <Route path="/rounds/:id/paper">{({ id }) => <PaperPage id={id} />}</Route>
              <Route path="/rounds/:id">{({ id }) => <RoundPage id={id} />}</Route>
              <Route path="/results" component={ResultsPage} />
              <Route path="/results/:id">{({ id }) => <ResultPage id={id} />}</Route>
              <Route path="/publications/:key">{({ key }) => <PublicationPage editionKey={key} />}</Route>
              <Route path="/wall" component={WallPage} />
              <Route path="/photos" component={PhotosPage} />
              <Route path="/account" component={AccountPage} />
              <Route path="/audit" component={AuditPage} />
              <Route>
                <FirstPage />
              </Route>
            </Switch>
          </Shell>
        </EditionProvider>
      </SignedIn>
      <ToastHost />
    </Router>
  );
}

const FIRST = { organizer: '/editions', moderator: '/moderation', host: '/sittings', observer: '/results' } as const;

function FirstPage() {
  const { staff } = useSession();
  return <Redirect to={FIRST[staff.role]} replace />;
}
