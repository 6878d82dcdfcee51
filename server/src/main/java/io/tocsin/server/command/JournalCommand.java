package io.tocsin.server.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tocsin journal}: what is in a hub's journal on disk, and whether it is whole. */
@Command(
    name = "journal",
    description = "check a journal's files, or print what is in them; changes nothing",
    subcommands = {JournalVerifyCommand.class, JournalDumpCommand.class})
final class JournalCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new WrongUse("say what to do with the journal: verify or dump");
  }
}
