using CtVlm.MLNet.Torch;

namespace TrainDemonstration;

/// <summary>A stage that tells what its last step was made of.</summary>
internal abstract class FiguredTask : TrainingTask
{
    /// <summary>The last step.</summary>
    public StepFigures Figures { get; protected set; }
}
