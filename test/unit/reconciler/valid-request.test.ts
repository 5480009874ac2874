import { describe, expect, it } from 'vitest'
import { validateRequest } from '../../../src/reconciler/request/request.ts'

const projects = { name: 'projects', target: '/s/projects' }

describe('a valid request', () => {
  it('may have a target elsewhere inside a home', () => {
    expect(validateRequest(['/h'], [{ name: 'projects', target: '/h/shared/projects' }])).toEqual({
      homes: ['/h'],
      required: [{ name: 'projects', target: '/h/shared/projects' }],
      equality: 'exact',
    })
  })

  it('may have names and homes that are prefixes of others', () => {
    const required = [
      { name: 'foo', target: '/s/foo' },
      { name: 'foobar', target: '/s/foobar' },
    ]
    expect(validateRequest(['/h', '/hh', '/h/foob'], required).homes).toEqual(['/h', '/hh', '/h/foob'])
  })

  it('is copied, so that later changes by the caller have no effect', () => {
    const homes = ['/h']
    const link = { name: 'n', target: '/t' }
    const valid = validateRequest(homes, [link])
    homes.push('/later')
    link.target = '/later'
    expect(valid).toEqual({ homes: ['/h'], required: [{ name: 'n', target: '/t' }], equality: 'exact' })
  })

  it('compares links by their text by default', () => {
    expect(validateRequest(['/h'], [projects], { equality: undefined }).equality).toBe('exact')
  })

  it('has one string for the same bytes', () => {
    const valid = validateRequest(['/\udcc3\udca9'], [{ name: '\udcc3\udca9', target: '/\udcc3\udca9t' }])
    expect(valid).toEqual({ homes: ['/é'], required: [{ name: 'é', target: '/ét' }], equality: 'exact' })
  })
})
