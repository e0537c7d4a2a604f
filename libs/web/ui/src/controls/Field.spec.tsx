import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { Checkbox, ChoiceChips } from './ChoiceChips.js';
import { TextArea, TextField } from './Field.js';
import { textLength } from './text-length.js';

test('a rare character of a name counts once', () => {
  expect(textLength('王𬀩')).toBe(2);
  expect('王𬀩').toHaveLength(3);
});

test('the counter follows what is typed', async () => {
  const Story = () => {
    const [story, setStory] = useState('');
    return <TextArea label="故事" value={story} onChange={setStory} limit={300} />;
  };
  render(<Story />);
  expect(screen.getByText('0 / 300')).toBeTruthy();
  await userEvent.type(screen.getByLabelText('故事'), '隧道通了');
  expect(screen.getByText('4 / 300')).toBeTruthy();
});

test.each([
  [279, ''],
  [280, '还可以写 20 个字'],
  [300, '还可以写 0 个字'],
  [303, '多了 3 个字'],
])('at %i of 300 a reader hears 「%s」', (length, words) => {
  render(<TextArea label="故事" value={'字'.repeat(length)} onChange={() => undefined} limit={300} />);
  expect(screen.getByRole('status').textContent).toBe(words);
});

test('too much text is called an error with its measure, and is not cut', () => {
  render(<TextArea label="故事" value={'字'.repeat(312)} onChange={() => undefined} limit={300} />);
  const area = screen.getByLabelText<HTMLTextAreaElement>('故事');
  expect(area.value).toHaveLength(312);
  expect(area.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(area.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
    '最多 300 个字，现在多了 12 个',
  );
});

test('error and hint both describe the field', () => {
  render(<TextField label="标题" value="" onChange={() => undefined} hint="两到三十个字" error="标题至少两个汉字" />);
  const ids = screen.getByLabelText('标题').getAttribute('aria-describedby')?.split(' ') ?? [];
  expect(ids.map((id) => document.getElementById(id)?.textContent)).toEqual(['两到三十个字', '标题至少两个汉字']);
});

test('a field without error is not called invalid', () => {
  render(<TextField label="标题" value="焊花" onChange={() => undefined} error={null} />);
  expect(screen.getByLabelText('标题').hasAttribute('aria-invalid')).toBe(false);
});

test('one of the choices is chosen, by its text', async () => {
  const chosen = jest.fn();
  render(
    <ChoiceChips
      legend="照片里能认出谁"
      value="self"
      onChange={chosen}
      choices={[
        { value: 'none', label: '无' },
        { value: 'self', label: '本人' },
        { value: 'not', label: '未获同意', disabled: true },
      ]}
    />,
  );
  expect(screen.getByRole('radiogroup', { name: '照片里能认出谁' })).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>('radio', { name: '本人' }).checked).toBe(true);
  await userEvent.click(screen.getByText('无'));
  expect(chosen).toHaveBeenCalledWith('none');
  await userEvent.click(screen.getByText('未获同意'));
  expect(chosen).toHaveBeenCalledTimes(1);
});

test('a box is ticked by its sentence and says what is wrong', async () => {
  const ticked = jest.fn();
  render(
    <Checkbox checked={false} onChange={ticked} error="请先同意授权说明">
      我同意授权说明
    </Checkbox>,
  );
  await userEvent.click(screen.getByText('我同意授权说明'));
  expect(ticked).toHaveBeenCalledWith(true);
  expect(screen.getByRole('checkbox').getAttribute('aria-invalid')).toBe('true');
});
