import { Suspense, lazy } from 'react';
import { ToastHost } from '@zuimei/ui';
import { Route, Switch } from 'wouter';
import { EntryPage } from './entry/EntryPage.js';
import { GalleryPage } from './gallery/GalleryPage.js';
import { HomePage } from './home/HomePage.js';
import { NotFound } from './shell/NotFound.js';
import { ScrollKeeper } from './shell/ScrollKeeper.js';
import { TabBar } from './shell/TabBar.js';

const SubmitPage = lazy(async () => ({ default: (await import('./submit/SubmitPage.js')).SubmitPage }));
const MinePage = lazy(async () => ({ default: (await import('./mine/MinePage.js')).MinePage }));
const WallPage = lazy(async () => ({ default: (await import('./wall/WallPage.js')).WallPage }));
const WinnersPage = lazy(async () => ({ default: (await import('./winners/WinnersPage.js')).WinnersPage }));
const ReceiptPage = lazy(async () => ({ default: (await import('./receipts/ReceiptPage.js')).ReceiptPage }));
const TextPage = lazy(async () => ({ default: (await import('./texts/TextPage.js')).TextPage }));

export function PortalApp() {
  return (
    <>
      <a className="zm-skip" href="#content">
        跳到内容
      </a>
      <ScrollKeeper />
      <div id="content" tabIndex={-1} className="page">
        <Suspense>
          <Switch>
            <Route path="/" component={HomePage} />
            <Route path="/gallery">{() => <GalleryPage />}</Route>
            <Route path="/gallery/:key">{({ key }) => <GalleryPage editionKey={key} />}</Route>
            <Route path="/entries/:id">{({ id }) => <EntryPage key={id} id={id} />}</Route>
            <Route path="/winners/:key">{({ key }) => <WinnersPage editionKey={key} />}</Route>
            <Route path="/receipts/:round">{({ round }) => <ReceiptPage roundId={round} />}</Route>
            <Route path="/wall" component={WallPage} />
            <Route path="/submit" component={SubmitPage} />
            <Route path="/mine" component={MinePage} />
            <Route path="/rules">{() => <TextPage name="rules" />}</Route>
            <Route path="/privacy">{() => <TextPage name="privacy" />}</Route>
            <Route path="/consent">{() => <TextPage name="consent" />}</Route>
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </div>
      <TabBar />
      <ToastHost />
    </>
  );
}
