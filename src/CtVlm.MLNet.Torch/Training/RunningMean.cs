namespace CtVlm.MLNet.Torch;

/// <summary>The running mean of trained parameters, kept where they are.</summary>
internal abstract class RunningMean : IDisposable
{
    private protected RunningMean(IReadOnlyList<NamedParameter> parameters) => Parameters = parameters;

    private protected IReadOnlyList<NamedParameter> Parameters { get; }

    /// <summary>A mean that begins with given values.</summary>
    /// <param name="parameters">The parameters; their owner's.</param>
    /// <param name="values">Values of each, in their order; the mean's own from now on.</param>
    /// <param name="path">How it works.</param>
    public static RunningMean Of(IReadOnlyList<NamedParameter> parameters, float[][] values, UpdatePath path) =>
        path == UpdatePath.Memory ? new HostRunningMean(parameters, values) : new DeviceRunningMean(parameters, values);

    /// <summary>Moves towards the parameters: a = decay a + (1 - decay) p.</summary>
    /// <param name="decay">Decay, 0 to below 1.</param>
    public abstract void Update(double decay);

    /// <summary>Exchanges mean and parameters; a second time puts both back, to the bit.</summary>
    public abstract void Exchange();

    /// <summary>The mean of a parameter, row-major; valid until the next update or exchange.</summary>
    public abstract ReadOnlySpan<float> Read(int index);

    /// <summary>Frees the mean.</summary>
    public abstract void Dispose();
}
