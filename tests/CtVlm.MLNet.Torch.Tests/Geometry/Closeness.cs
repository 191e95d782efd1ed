using System.Text.Json;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>|x - r| at most atol + rtol |r|, with the tolerance that the case states for float32.</summary>
internal static class Closeness
{
    public static void Check(JsonElement testCase, ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        JsonElement tolerance = testCase.GetProperty("tolerance").GetProperty("float32");
        double relative = tolerance.GetProperty("rtol").GetDouble(), absolute = tolerance.GetProperty("atol").GetDouble();
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(actual[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])), $"Value {i}: {expected[i]:R} expected, got {actual[i]:R}.");
        }
    }
}
