using CtVlm.MLNet.Torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>Trains for two steps in a process of its own, and prints that process's peak.</summary>
internal static class TrainingChild
{
    public const string Verb = "training-child";
    public const string Adapters = "adapters";
    public const string Recomputed = "recomputed";
    public const string AllWeights = "all";

    public static int Run(string parts)
    {
        VlmTraining training = TrainingCohort.Training(parts == AllWeights ? TrainingCohort.AllWeights : TrainingCohort.Adapters, steps: 2) with { RecomputesActivations = parts == Recomputed };
        VlmTrainer.Train(TrainingCohort.Encoder, TrainingCohort.Rendering, TrainingCohort.Series, training);
        Console.WriteLine(PeakMemory.Read());
        return 0;
    }
}
