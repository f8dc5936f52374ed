import { type CSSVariablesResolver, createTheme, type VariantColorsResolver } from '@mantine/core';

/** Mantine reads its greys by number: these put our layers, lines and texts in their places. */
const dark = [
  '#E6EAF2',
  '#A3AEC2',
  '#8592A8',
  '#8592A8',
  '#2B3547',
  '#242D3F',
  '#1A2130',
  '#121722',
  '#0B0E14',
  '#070A0F',
] as const;
const gray = [
  '#F4F6FA',
  '#EEF1F6',
  '#E3E8F0',
  '#D3DAE5',
  '#7D8AA0',
  '#5F6B80',
  '#5F6B80',
  '#4A566B',
  '#2C3648',
  '#131A26',
] as const;

/** Buttons know a few looks and no colour but their role's. */
const toVariantColors: VariantColorsResolver = ({ variant, color }) => {
  const role = color === 'bad' ? 'var(--bad)' : 'var(--accent)';
  const quiet = { hover: 'var(--layer-2)', background: 'transparent', border: '1px solid transparent' };
  if (variant === 'filled' && color !== 'bad')
    return {
      background: 'var(--accent)',
      hover: 'var(--accent-hover)',
      color: 'var(--on-accent)',
      border: '1px solid transparent',
    };
  if (variant === 'filled')
    return {
      background: 'var(--live)',
      hover: '#b01f27',
      color: 'var(--on-mode)',
      border: '1px solid transparent',
    };
  if (variant === 'outline') return { ...quiet, color: role, border: `1px solid ${role}` };
  if (variant === 'light')
    return { ...quiet, background: 'var(--layer-2)', hover: 'var(--layer-3)', color: role };
  if (variant === 'subtle')
    return {
      ...quiet,
      color: color === 'gray' ? 'var(--dim)' : color === 'bad' ? 'var(--bad)' : 'var(--text)',
    };
  return { ...quiet, color: 'var(--text)', border: '1px solid var(--edge)' };
};

export const theme = createTheme({
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'indigo',
  colors: { dark: [...dark], gray: [...gray] },
  black: '#131A26',
  defaultRadius: 4,
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '20px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '4px', md: '8px', lg: '8px', xl: '8px' },
  variantColorResolver: toVariantColors,
  components: {
    Button: { defaultProps: { size: 'xs', variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 32 } },
    Tooltip: {
      defaultProps: {
        openDelay: 200,
        multiline: true,
        withArrow: true,
        events: { hover: true, focus: true, touch: true },
      },
    },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 8,
        overlayProps: { backgroundOpacity: 0.55 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Drawer: {
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    // Whoever cannot use a mouse may look at what he typed as well.
    PasswordInput: { defaultProps: { size: 'sm', visibilityToggleButtonProps: { tabIndex: 0 } } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    Switch: { defaultProps: { size: 'sm' } },
    SegmentedControl: { defaultProps: { size: 'sm' } },
  },
});

/** The colours that Mantine's parts share, as roles of ours; the same in both themes, whose roles differ. */
const roles = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-placeholder': 'var(--faint)',
  '--mantine-color-default': 'var(--layer-1)',
  '--mantine-color-default-hover': 'var(--layer-2)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
};

export const toVariables: CSSVariablesResolver = () => ({ variables: {}, light: roles, dark: roles });
