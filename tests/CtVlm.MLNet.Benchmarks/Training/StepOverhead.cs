using CtVlm.MLNet.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Benchmarks;

/// <summary>A whole step, from files to moved parameters, against forward and backward passes of the same shapes on pixels that are there.</summary>
internal static class StepOverhead
{
    public const string Title = "training, adapters: step / bare forward and backward";

    private const double MostRatio = 1.05;

    /// <summary>Both sides train the same adapters of the same tower.</summary>
    public static LimitResult Measure()
    {
        RoundTimes times = RoundTimes.Measure(RunBare, () => TimedSteps.Run(TrainingCohort.Adapters));
        return new LimitResult(Title, times.Speedup, MostRatio, LimitSide.AtMost) { FastestRatio = times.FastestSpeedup, CpuRatio = times.CpuSpeedup };
    }

    private static SideTime RunBare()
    {
        using AdaptableEncoder towers = AdaptableEncoder.Load(TrainingCohort.Encoder, TrainingCohort.Adapters, 1, new ModelLoadOptions(CPU));
        int size = towers.Vision.Info.Preprocessing.ImageSize;
        using Tensor pixels = randn([TrainingCohort.Batch * TrainingCohort.Slices, 3, size, size]);
        using Tensor texts = randn([TrainingCohort.Batch, towers.Vision.Info.ProjectedWidth]);
        Step();
        return SideTime.Of(() =>
        {
            for (int i = 0; i < TrainingCohort.Steps; i++)
            {
                Step();
            }
        });

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor pooled = towers.Vision.Encode(pixels, EmbeddingPoint.Projected).view(TrainingCohort.Batch, TrainingCohort.Slices, -1).mean([1L]);
            nn.functional.normalize(pooled).matmul(nn.functional.normalize(texts).t()).sum().backward();
        }
    }
}
