using System.Runtime.ExceptionServices;

namespace CtVlm.MLNet.Dicom;

/// <summary>Runs work for each slice on a bounded number of threads and throws the first failure as it was, not wrapped.</summary>
internal static class SliceLoop
{
    public static void Run(int count, int? maxDegreeOfParallelism, Action<int> body, CancellationToken cancellationToken)
    {
        int degree = maxDegreeOfParallelism ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1, nameof(maxDegreeOfParallelism));
        if (degree == 1)
        {
            for (int i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                body(i);
            }

            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken }, body);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
