import type { SharedLink } from '../../../fixtures/deployment.ts'
import type { LawId } from '../../laws/index.ts'
import type { Level, LossKind } from '../../laws/law.ts'

/** Links as a config may write them: a list, or a table of names and targets, all of them directories. */
export type GivenLinks = readonly SharedLink[] | Readonly<Record<string, string>>

/** A law that is waived, or one kind of loss that is waived for it: `keeps-data`, `keeps-data:orphaned`. */
export type Waived = LawId | `${LawId}:${LossKind}`

/** A waiver as a config may write it: the reason, or the reason and the last day, as `YYYY-MM-DD` in UTC. */
export type GivenWaiver = string | { readonly reason: string; readonly until?: string | undefined }

/** Waivers as a config may write them: a table of what is waived and the reasons. */
export type GivenWaivers = Readonly<Partial<Record<Waived, GivenWaiver>>>

/** Paths as a config may allow them: a list of globs, or a table of globs and the reasons. */
export type GivenPaths = readonly string[] | Readonly<Record<string, GivenWaiver>>

/**
 * The options of the gate for one subject in a config. A test checks the types and comments of this interface against the
 * table of options. It is written out so that editors show the comments, and so that the package's types do not need valibot's.
 */
export interface SubjectConfig {
  /** The command to judge and its arguments. */
  readonly command?: readonly string[] | undefined
  /** Account homes, as paths in the world's root. A dot is the root itself. Default: .claude-compte1, .claude-compte2. */
  readonly homes?: readonly string[] | undefined
  /**
   * Entries of every home and their targets, as paths in the world's root. Default:
   * session-env=.claude-session-env-shared, file-history=.claude-file-history-shared,
   * projects=.claude-projects-shared.
   */
  readonly links?: GivenLinks | undefined
  /** The level up to which a broken law fails the run. Default: safe for a command, complete with --self. */
  readonly level?: Level | undefined
  /**
   * How many worlds to try after every small state: two thirds are bred from those in which the command does something new,
   * and the rest are random. Default: 120 for a command, 1100 with --self.
   */
  readonly runs?: number | undefined
  /** The seed of the random worlds. The same seed gives the same worlds and verdicts. Default: 1. */
  readonly seed?: number | undefined
  /** The only laws to judge. The level of each still decides whether it fails the run. */
  readonly laws?: readonly LawId[] | undefined
  /**
   * Laws that are not required, each with the reason. ID:KIND waives one kind of loss: destroyed, orphaned or moved. The law
   * still asks for the rest.
   */
  readonly waive?: GivenWaivers | undefined
  /** Files that the command may write as it likes, as globs relative to the world's root. */
  readonly allow?: GivenPaths | undefined
  /** Captured machines to try first, as files that capture has written, or globs of them. */
  readonly machines?: readonly string[] | undefined
  /**
   * Programs to replace: those of a list such as systemctl,apt-get with ones that do nothing, or one with a copy of another,
   * such as date=./stubs/date.sh.
   */
  readonly stub?: readonly string[] | undefined
  /**
   * A directory whose entries are copied into every world before it is perturbed, such as the settings that the command
   * reads.
   */
  readonly given?: string | undefined
  /**
   * A command that runs once in each world before it is perturbed, and must succeed, such as one that makes a profile.
   */
  readonly setup?: readonly string[] | undefined
  /** The command to run where the command has run before. Without it, that is the command itself. */
  readonly again?: readonly string[] | undefined
  /** The homes are there beforehand: try no world without them. */
  readonly homesExist?: boolean | undefined
  /** Environment variables of the command. {root} in a value becomes the path of the world's root. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /**
   * The file that the command reads as its standard input, such as answers to its questions, in place of the request.
   */
  readonly stdin?: string | undefined
  /**
   * Whether a link is right only if its text is the target (exact), or also if it leads there (resolved). Without it,
   * a command may do either.
   */
  readonly equality?: 'exact' | 'resolved' | undefined
  /** The absolute path at which the command sees the world. */
  readonly mount?: string | undefined
  /** The sandbox that confines the command to its world. Default: auto. */
  readonly sandbox?: 'auto' | 'bwrap' | 'unshare' | 'none' | undefined
  /** Let the command reach the network from its sandbox. */
  readonly network?: boolean | undefined
  /** Exit 2 if a law could not be tested. */
  readonly requireAll?: boolean | undefined
  /** The time limit for one run of the command, in seconds. Its sleeps take none. Default: 10. */
  readonly timeout?: number | undefined
  /**
   * The time for the search of each subject, such as 60s, 5m or 1.5h. Laws that are not finished by then are not tested.
   */
  readonly budget?: number | string | undefined
}

/** The options of the gate in a config: those of its one subject, or those that its subjects have in common. */
export interface GateConfig extends SubjectConfig {
  /**
   * The subjects to judge, one after the other, by their names: such as an installer and a rollback. A key of a subject
   * replaces that key of the gate as a whole. Default: the command of the gate is the only one.
   */
  readonly subjects?: Readonly<Record<string, SubjectConfig>> | undefined
}
