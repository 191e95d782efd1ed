namespace TrainDemonstration;

/// <summary>Makes the batches of the next steps while the present one is being learnt from.</summary>
/// <typeparam name="T">A batch.</typeparam>
/// <param name="make">Makes the batch of a step; called from other threads.</param>
/// <param name="steps">Number of steps.</param>
internal sealed class Prefetch<T>(Func<int, T> make, int steps)
{
    private const int Ahead = 2;

    private readonly Dictionary<int, Task<T>> _tasks = [];

    /// <summary>The batch of a step; those of the next steps are begun.</summary>
    public T Take(int step)
    {
        for (int i = step; i <= Math.Min(step + Ahead, steps - 1); i++)
        {
            int wanted = i;
            if (!_tasks.ContainsKey(wanted))
            {
                _tasks[wanted] = Task.Run(() => make(wanted));
            }
        }

        T batch = _tasks[step].GetAwaiter().GetResult();
        _tasks.Remove(step);
        return batch;
    }
}
