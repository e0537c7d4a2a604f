import { announce } from './announce.js';

export interface ToastAction {
  label: string;
  onClick: () => void;
}

export interface ToastItem {
  id: number;
  text: string;
  action?: ToastAction;
}

export interface ToastOptions {
  action?: ToastAction;
  /** Milliseconds it stays: 4 s, with an action 8 s. */
  stay?: number;
}

let items: readonly ToastItem[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

const change = (next: readonly ToastItem[]) => {
  items = next;
  listeners.forEach((listener) => listener());
};

export const currentToasts = () => items;

export const subscribeToToasts = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const dismissToast = (id: number): void => change(items.filter((item) => item.id !== id));

/** Says a sentence at the lower edge and to screen readers. Never the only place where something important stands. */
export const toast = (text: string, { action, stay = action ? 8000 : 4000 }: ToastOptions = {}): (() => void) => {
  const id = ++lastId;
  change([...items.slice(-2), { id, text, action }]);
  announce(text);
  const timer = setTimeout(() => dismissToast(id), stay);
  return () => {
    clearTimeout(timer);
    dismissToast(id);
  };
};
