namespace TrainDemonstration;

/// <summary>One stage of training.</summary>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Batch">Windows, slices or volumes a step.</param>
/// <param name="LearningRate">The highest learning rate; reached after the warm-up, then down a cosine.</param>
internal sealed record StagePlan(int Steps, int Batch, double LearningRate)
{
    /// <summary>Steps over which the learning rate rises: 60, or a fifth of a very short stage.</summary>
    public int WarmUpSteps => Math.Min(60, Math.Max(1, Steps / 5));
}
