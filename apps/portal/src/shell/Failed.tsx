import { Button, ButtonLink, ErrorState } from '@zuimei/ui';

/** A page that did not open: what is safe first, then the way on. */
export function Failed({ error, retry }: { error: string; retry: () => Promise<void> }) {
  return (
    <main className="pad">
      <ErrorState
        title={error}
        safe="不是你的问题，投稿没有丢。"
        level={1}
        action={
          <span className="failed__acts">
            <Button icon="retry" onClick={() => void retry()}>
              再试一次
            </Button>
            <ButtonLink kind="text" href="/">
              回首页
            </ButtonLink>
          </span>
        }
      />
    </main>
  );
}
