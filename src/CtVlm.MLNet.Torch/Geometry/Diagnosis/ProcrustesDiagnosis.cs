using TorchSharp;
using static TorchSharp.torch;

namespace CtVlm.MLNet.Torch;

/// <summary>How closely a rotation, or a rotation with a scale, brings one embedding onto another.</summary>
/// <remarks><b>Source:</b> Schoenemann 1966; Gower 1975. Zeros that pad the narrower side change neither norm, so none are added.</remarks>
internal sealed class ProcrustesDiagnosis
{
    private readonly double _normX;
    private readonly double _normY;
    private readonly double _nuclear;

    /// <summary>Takes centred rows (N, D) and (N, E) that vary.</summary>
    public ProcrustesDiagnosis(DiagnosisRows x, DiagnosisRows y)
    {
        _normX = Math.Sqrt(x.SumOfSquares());
        _normY = Math.Sqrt(y.SumOfSquares());
        using DisposeScope scope = NewDisposeScope();
        using IDisposable mode = no_grad();
        _nuclear = SingleValue.Read(linalg.svdvals(x.ToTensor().t().mm(y.ToTensor())).sum());
    }

    private double Share => Math.Min(1, _nuclear / (_normX * _normY));

    /// <summary>1 - (nuclear norm)^2 at unit norm.</summary>
    public GeometryFigure Disparity => GeometryFigure.Of(1 - (Share * Share));

    /// <summary>min over R of the Frobenius norm of A - B R.</summary>
    public GeometryFigure Orthogonal => GeometryFigure.Of(Math.Sqrt(Math.Max(0, (_normX * _normX) + (_normY * _normY) - (2 * _nuclear))));

    /// <summary>2 - 2 times the nuclear norm at unit norm.</summary>
    public GeometryFigure NormalizedSquared => GeometryFigure.Of(2 - (2 * Share));
}
