export * from '../core/model-settings.js';
