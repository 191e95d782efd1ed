namespace CtVlm.MLNet.Benchmarks;

/// <summary>Sums up how long trainers take.</summary>
internal sealed class TrainerClock
{
    /// <summary>Time of all fits.</summary>
    public double Seconds { get; private set; }

    /// <summary>Number of fits.</summary>
    public int Fits { get; private set; }

    /// <summary>Adds a fit; one at a time.</summary>
    public void Add(TimeSpan time)
    {
        Seconds += time.TotalSeconds;
        Fits++;
    }
}
