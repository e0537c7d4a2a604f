import { ButtonLink, EmptyState } from '@zuimei/ui';

export function NotFound() {
  return (
    <main className="pad">
      <EmptyState title="没有找到这一页" level={1} lit={[]} action={<ButtonLink href="/">回首页</ButtonLink>}>
        地址可能不对，作品也可能已由作者撤回。
      </EmptyState>
    </main>
  );
}
