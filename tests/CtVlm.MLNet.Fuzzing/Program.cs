using CtVlm.MLNet.Fuzzing;

// Before anything of the library: an instrumented one writes its trace from the first call on.
EdgeMap.Prepare();
try
{
    CommandLine line = new(args);
    return (line.Words.Count > 0 ? line.Words[0] : "") switch
    {
        RunCommand.Verb => RunCommand.Run(line),
        LoopCommand.Verb => LoopCommand.Run(line),
        ReplayCommand.Verb => ReplayCommand.Run(line),
        ReplayCommand.MinimiseVerb => ReplayCommand.Minimise(line),
        PeakCommand.Verb => PeakCommand.Run(),
        OtherFuzzers.AflVerb => OtherFuzzers.Afl(line),
        OtherFuzzers.LibFuzzerVerb => OtherFuzzers.LibFuzzer(line),
        OtherFuzzers.InstrumentVerb => OtherFuzzers.Instrument(line),
        OtherFuzzers.CorpusVerb => OtherFuzzers.Corpus(line),
        _ => throw new ArgumentException("Usage: run [TARGET...|all] [--seconds N] [--seed S] [--findings FOLDER] | replay TARGET FILE... | minimise TARGET FILE OUT "
            + "| corpus TARGET FOLDER | instrument DLL | afl TARGET | libfuzzer TARGET | peak < PATHS. Targets: " + string.Join(", ", FuzzTargets.Names)),
    };
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}
