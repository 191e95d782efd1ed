using System.Diagnostics;
using System.Globalization;
using CtVlm.MLNet.Dicom;

namespace CtVlm.MLNet.Fuzzing;

/// <summary>
/// Opens and reads each path given on the standard input, and prints by how much the process grew at its peak, how much processor time it took, and what came of it. Each path has a thread
/// of its own and a swept heap, because pooled arrays of an earlier path would hide what a later one takes.
/// </summary>
internal static class PeakCommand
{
    public const string Verb = "peak";

    /// <summary>Paths that allocate on purpose: <c>self-test:BYTES</c> rents and fills that many. They show that the measure sees what a reader takes from the pool, every time.</summary>
    public const string SelfTest = "self-test:";

    /// <summary>Reads the paths and prints a line each: bytes of growth, milliseconds of processor time, outcome, path, separated by tabs.</summary>
    public static int Run()
    {
        List<string> paths = [];
        while (Console.ReadLine() is { Length: > 0 } path)
        {
            paths.Add(path);
        }

        if (paths.Count > 0)
        {
            // Compiling the reader takes memory too, and is not the first file's doing.
            Measure(paths[0]);
        }

        foreach (string path in paths)
        {
            (long growth, long milliseconds, string outcome) = Measure(path);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{growth}\t{milliseconds}\t{outcome}\t{path}"));
        }

        return 0;
    }

    private static (long Growth, long Milliseconds, string Outcome) Measure(string path)
    {
        string outcome = "";
        long growth = 0;
        using Process self = Process.GetCurrentProcess();
        TimeSpan started = default, ended = default;
        Thread thread = new(() =>
        {
            PeakMemory peak = PeakMemory.Start();
            started = self.TotalProcessorTime;
            outcome = Open(path);
            self.Refresh();
            ended = self.TotalProcessorTime;
            growth = peak.Growth;
        });
        thread.Start();
        thread.Join();
        return (growth, (long)(ended - started).TotalMilliseconds, outcome);
    }

    private static string Open(string path)
    {
        if (path.StartsWith(SelfTest, StringComparison.Ordinal))
        {
            byte[] rented = System.Buffers.ArrayPool<byte>.Shared.Rent(int.Parse(path[SelfTest.Length..], CultureInfo.InvariantCulture));
            Array.Fill(rented, (byte)1);
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
            return "self-test";
        }

        try
        {
            using CtVolume volume = CtVolume.Open(path, new CtReadOptions { MaxDegreeOfParallelism = 1 });
            volume.ComputeStatistics(maxDegreeOfParallelism: 1);
            return "delivered";
        }
        catch (DicomException)
        {
            return "refused";
        }
        catch (Exception failure)
        {
            return failure.GetType().Name;
        }
    }
}
