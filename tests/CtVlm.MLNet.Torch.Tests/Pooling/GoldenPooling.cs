using System.Globalization;
using TorchSharp;

namespace CtVlm.MLNet.Torch.Tests;

/// <summary>The pooling of a golden case that needs no training.</summary>
internal static class GoldenPooling
{
    public static SlicePooling Of(GeometryCase golden) => SlicePooling.Parse(Specification(golden));

    private static string Specification(GeometryCase golden) => golden.Operation switch
    {
        "mean" or "sum" or "max" or "min" or "middle" => golden.Operation,
        "median_lower" => "median:variant=lower",
        "median_mid" => "median:variant=mid",
        "mean_std_concat" => $"meanstd:eps={Number(golden, "eps")}",
        "min_max_mean_concat" => "minmaxmean",
        "gem" => $"gem:p={Exponent(golden)},eps={Number(golden, "eps")}",
        "log_sum_exp" => $"logsumexp:r={Number(golden, "r")}",
        "topk_mean_per_dimension" => $"topk:k={golden.Count("k")},by=dimension",
        "topk_mean_by_norm" => $"topk:k={golden.Count("k")},by=norm",
        "normalized_rows_mean" => "normalizedmean:order=rows",
        "mean_normalized" => "normalizedmean:order=mean",
        "normalized_rows_mean_normalized" => "normalizedmean:order=both",
        "spherical_frechet_mean" => "frechet",
        "lorentz_einstein_midpoint" => $"lorentz:c={Number(golden, "c")},scale={Number(golden, "scale")}",
        "covariance" => Covariance(golden),
        "cls_patchmean_concat" => $"clspatchmean:prefix={golden.Count("prefix_tokens")}",
        string other => throw new InvalidDataException($"No pooling for '{other}'."),
    };

    private static string Covariance(GeometryCase golden)
    {
        string alpha = golden.HasParameter("alpha") ? $",alpha={Number(golden, "alpha")}" : "";
        string iterations = golden.HasParameter("iterations") ? $",iterations={golden.Count("iterations")}" : "";
        return $"covariance:norm={golden.Text("norm").Replace("_", "", StringComparison.Ordinal)},eps={Number(golden, "eps")}{alpha}{iterations}";
    }

    private static string Exponent(GeometryCase golden)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return golden.Tensors("weights")["p"].item<float>().ToString("R", CultureInfo.InvariantCulture);
    }

    private static string Number(GeometryCase golden, string name) => golden.Number(name).ToString("R", CultureInfo.InvariantCulture);
}
