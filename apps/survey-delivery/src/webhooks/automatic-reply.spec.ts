import { expect, test } from 'vitest';
import { isAutomatic } from './automatic-reply.js';

test.each([
  [{ 'Auto-Submitted': 'auto-replied' }],
  [{ 'auto-submitted': 'Auto-Generated; owner-email="x@example.org"' }],
  [{ 'Return-Path': '<>' }],
  [{ 'Return-Path': '' }],
  [{ Precedence: 'Auto_Reply' }],
  [{ precedence: 'bulk' }],
  [{ 'X-Autoreply': 'yes' }],
  [{ 'X-Autorespond': 'out of office' }],
])('%j: a machine answered', (headers) => expect(isAutomatic(headers as Record<string, string>)).toBe(true));

test.each([
  [{}],
  [{ 'Auto-Submitted': 'no' }],
  [{ 'Auto-Submitted': 'No (written by hand)' }],
  [{ 'Return-Path': '<ana@example.org>' }],
  [{ Precedence: 'first-class' }],
  [{ 'X-Autoreply': 'no' }],
  [{ Subject: 'Auto-Submitted: auto-replied' }],
  [{ constructor: 'yes' }],
])('%j: it may be she', (headers) => expect(isAutomatic(headers as Record<string, string>)).toBe(false));
