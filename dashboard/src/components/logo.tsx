export function Logo({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M13.8 2 4.500 13.500h6L9.200 22 19.500 9.500h-6.700z" fill="var(--accent)" />
    </svg>
  );
}
