using System.Diagnostics;
using Microsoft.ML;
using Xunit;

namespace CtVlm.MLNet.Testing;

/// <summary>Loads a saved model in another process, where nothing was registered, and compares what it gives.</summary>
public static class OtherProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static void SameValues(MLContext ml, string modelPath, IDataView input, IDataView expected, float tolerance)
    {
        using TemporaryFolder folder = new();
        string inputPath = folder.Combine("input.idv");
        string outputPath = folder.Combine("output.idv");
        using (FileStream stream = File.Create(inputPath))
        {
            ml.Data.SaveAsBinary(input, stream);
        }

        Run("CtVlm.MLNet.Probe", modelPath, inputPath, outputPath);
        IDataView actual = ml.Data.LoadFromBinary(outputPath);
        string[] names = [.. actual.Schema.Where(c => !c.IsHidden).Select(c => c.Name).Distinct()];
        List<object?[]> expectedRows = ViewReading.ReadRows(expected, names);
        List<object?[]> actualRows = ViewReading.ReadRows(actual, names);
        Assert.Equal(expectedRows.Count, actualRows.Count);
        for (int r = 0; r < expectedRows.Count; r++)
        {
            for (int c = 0; c < names.Length; c++)
            {
                ValueAssert.SameValue(expectedRows[r][c], actualRows[r][c], tolerance, $"other process, row {r}, column '{names[c]}'");
            }
        }
    }

    /// <summary>Runs a program that the build put beside the tests; fails with its output when it fails.</summary>
    public static string Run(string program, params IEnumerable<string> arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, program + ".dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [path, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(Patience), $"{program} did not end.");
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}.\n{output}\n{errors.Result}");
        return output;
    }
}
