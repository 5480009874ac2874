import 'vitest-shared-links/vitest'
