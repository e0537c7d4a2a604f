import { Button, ErrorState } from '@zuimei/ui';

/** A page that did not open: what is safe first, then the way on. */
export function Failed({ error, retry }: { error: string; retry: () => Promise<void> }) {
  return (
    <main className="pad">
      <ErrorState
        title={error}
        safe="不是你的问题，投稿没有丢。"
        level={1}
        action={
          <Button icon="retry" onClick={() => void retry()}>
            再试一次
          </Button>
        }
      />
    </main>
  );
}
