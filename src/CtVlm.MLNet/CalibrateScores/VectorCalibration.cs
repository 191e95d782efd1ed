using MathNet.Numerics.LinearAlgebra;

namespace CtVlm.MLNet;

/// <summary>Fits a scale and a bias for each class by Newton's method, in standard units and without the directions in which no probability changes.</summary>
/// <remarks><b>Source:</b> Guo et al., ICML 2017, section 4.2.</remarks>
internal sealed class VectorCalibration() : ScoreCalibration("vector")
{
    private const int MaxIterations = 100;

    internal override FittedScoreCalibration Fit(CalibrationRows rows)
    {
        RequireTwoClasses(rows);
        for (int k = 0; k < rows.Classes; k++)
        {
            if (rows.CountOf(k) == 0)
            {
                CalibrationThrow.AbsentClass(Name, k);
            }
        }

        VectorProblem problem = new(rows);
        return problem.ToCalibration(Minimise(problem));
    }

    // Near a finite optimum steps shrink to nothing; where the loss falls for ever they stay of one size until the curvature is lost.
    private Vector<double> Minimise(VectorProblem problem)
    {
        Vector<double> point = problem.Start;
        double loss = problem.Loss(point);
        for (int i = 0; i < MaxIterations; i++)
        {
            if (FindStep(problem, point) is not { } step || !step.ForAll(double.IsFinite))
            {
                break;
            }

            double length = 1, next = problem.Loss(point + step);
            while (next > loss + (1e-14 * (1 + loss)) && length > 1e-10)
            {
                length /= 2;
                next = problem.Loss(point + (length * step));
            }

            point += length * step;
            loss = next;
            if (step.InfinityNorm() <= 1e-10 * (1 + point.InfinityNorm()))
            {
                return point;
            }
        }

        CalibrationThrow.Separable(Name);
        return point;
    }

    // Null where the curvature is gone.
    private static Vector<double>? FindStep(VectorProblem problem, Vector<double> point)
    {
        (Vector<double> gradient, Matrix<double> curvature) = problem.Derivatives(point);
        try
        {
            return curvature.Cholesky().Solve(-gradient);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
