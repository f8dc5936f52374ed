import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Empty } from './states.tsx';

type ErrorBoundaryProps = {
  /** What it holds: `This page`. */
  readonly what: string;
  readonly children: ReactNode;
};

/** Keeps a part that broke, or whose file did not arrive, from taking the page along. React knows this as a class only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | undefined }> {
  override state = { error: undefined as Error | undefined };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    // A file that is gone belongs to a version before the present one, or the program is away.
    const isFile = /import|fetch|load/i.test(error.message);
    return (
      <Empty
        title={isFile ? `${this.props.what} did not arrive` : `${this.props.what} cannot be shown`}
        action={<Button onClick={() => location.reload()}>Load again</Button>}
      >
        {isFile ? 'The program may be away, or newer than this tab.' : error.message} Everything else goes on.
      </Empty>
    );
  }
}
