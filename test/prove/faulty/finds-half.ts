import { toyKit } from '../toy-kit.ts';

export const kit = toyKit('finds-half');
