namespace CtVlm.MLNet.Torch;

/// <summary>What is trained, and the gradient of a step.</summary>
internal abstract class TrainingTask
{
    /// <summary>What is trained; the same at every call.</summary>
    public abstract IReadOnlyList<NamedParameter> Parameters { get; }

    /// <summary>Says in one line all that decides the result besides the loop's settings; a checkpoint of another description is refused.</summary>
    public abstract string Description { get; }

    /// <summary>Adds the gradient of one part of a step to the parameters.</summary>
    /// <param name="step">The part of the step.</param>
    /// <returns>Its loss; where it is not finite the loop stops, and the parameters are left as they were before the step.</returns>
    public abstract double Backward(TrainingStep step);

    /// <summary>Slices, or whatever is counted, a step; for the rate that progress tells.</summary>
    public virtual double ItemsPerStep => 1;

    /// <summary>Is called when the parameters have moved, to keep them within bounds.</summary>
    public virtual void AfterStep()
    {
    }

    /// <summary>Measures the parameters as they are on data that is held back; null where there is none.</summary>
    /// <returns>The metric, and whether a higher one is better.</returns>
    public virtual TrainingMetric? Validate() => null;
}
