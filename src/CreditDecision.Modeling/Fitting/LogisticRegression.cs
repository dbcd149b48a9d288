using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace CreditDecision.Modeling.Fitting;

/// <summary>
/// Maximum likelihood by iteratively reweighted least squares (McCullagh and Nelder 1989), with step halving. Where the likelihood has no
/// finite maximum the fit is repeated with a small ridge penalty and says so.
/// </summary>
public sealed class LogisticRegression
{
    private const int MostIterations = 50;
    private const double Tolerance = 1e-9;

    // Log-odds of 25 are a chance of one in 10¹¹: no sample supports that; the likelihood is running off to infinity.
    private const double MostLogOdds = 25;
    private const double FallbackRidge = 1e-2;

    private readonly double[][] _columns;
    private readonly bool[] _isBad;
    private readonly double[] _logOdds;

    private LogisticRegression(double[][] columns, bool[] isBad)
    {
        (_columns, _isBad, _logOdds) = (columns, isBad, new double[isBad.Length]);
    }

    /// <param name="columns">Each as long as <paramref name="isBad"/>; no NaN. The intercept is added here.</param>
    public static LogisticFit Fit(double[][] columns, bool[] isBad)
    {
        if (columns.Any(column => column.Length != isBad.Length)) throw new ArgumentException("Every column needs one value per outcome.");
        int bads = isBad.Count(bad => bad);
        if (bads == 0 || bads == isBad.Length) return LogisticFit.Failed(LogisticOutcome.OneOutcomeOnly, 0);
        if (isBad.Length <= columns.Length + 1) return LogisticFit.Failed(LogisticOutcome.TooFewRows, 0);
        LogisticFit plain = new LogisticRegression(columns, isBad).Run(0);
        return plain.IsUsable ? plain : new LogisticRegression(columns, isBad).Run(FallbackRidge);
    }

    private LogisticFit Run(double ridge)
    {
        Vector<double> beta = Vector<double>.Build.Dense(_columns.Length + 1);
        double baseRate = (double)_isBad.Count(bad => bad) / _isBad.Length;
        beta[0] = Math.Log(baseRate / (1 - baseRate));
        double likelihood = PenalisedLikelihood(beta, ridge);
        for (int iteration = 1; iteration <= MostIterations; iteration++)
        {
            (Matrix<double> information, Vector<double> gradient) = Derivatives(beta, ridge);
            if (!TrySolve(information, gradient, out Vector<double> step)) return LogisticFit.Failed(LogisticOutcome.DidNotConverge, iteration);
            (beta, double reached) = Advance(beta, step, likelihood, ridge);
            bool isDone = step.AbsoluteMaximum() < Tolerance || Math.Abs(reached - likelihood) < Tolerance * 1e-3 * Math.Abs(reached);
            likelihood = reached;
            if (ridge == 0 && _logOdds.Max(Math.Abs) > MostLogOdds) return LogisticFit.Failed(LogisticOutcome.DidNotConverge, iteration);
            if (isDone) return Finish(beta, ridge, iteration);
        }
        return LogisticFit.Failed(LogisticOutcome.DidNotConverge, MostIterations);
    }

    private (Vector<double> Beta, double Likelihood) Advance(Vector<double> beta, Vector<double> step, double likelihood, double ridge)
    {
        for (double share = 1; share > 1e-6; share /= 2)
        {
            Vector<double> next = beta + share * step;
            double reached = PenalisedLikelihood(next, ridge);
            if (reached >= likelihood) return (next, reached);
        }
        return (beta, PenalisedLikelihood(beta, ridge));
    }

    private LogisticFit Finish(Vector<double> beta, double ridge, int iterations)
    {
        (Matrix<double> information, _) = Derivatives(beta, ridge);
        double[] errors = [.. information.Inverse().Diagonal().Select(Math.Sqrt)];
        double likelihood = PenalisedLikelihood(beta, 0);
        return new LogisticFit(
            ridge == 0 ? LogisticOutcome.Converged : LogisticOutcome.ConvergedWithRidge, beta.ToArray(), errors, likelihood, iterations, ridge);
    }

    /// <summary>Also leaves the rows' log-odds behind, which <see cref="Derivatives"/> reads.</summary>
    private double PenalisedLikelihood(Vector<double> beta, double ridge)
    {
        Array.Fill(_logOdds, beta[0]);
        for (int k = 0; k < _columns.Length; k++)
            for (int i = 0; i < _logOdds.Length; i++) _logOdds[i] += beta[k + 1] * _columns[k][i];
        double sum = 0;
        for (int i = 0; i < _logOdds.Length; i++)
        {
            double z = _isBad[i] ? _logOdds[i] : -_logOdds[i];
            sum += z > 0 ? -Math.Log(1 + Math.Exp(-z)) : z - Math.Log(1 + Math.Exp(z));
        }
        for (int k = 1; k < beta.Count; k++) sum -= ridge / 2 * beta[k] * beta[k];
        return sum;
    }

    private (Matrix<double> Information, Vector<double> Gradient) Derivatives(Vector<double> beta, double ridge)
    {
        int size = _columns.Length + 1;
        double[,] information = new double[size, size];
        double[] gradient = new double[size], row = new double[size];
        for (int i = 0; i < _isBad.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-_logOdds[i])), weight = p * (1 - p), residual = (_isBad[i] ? 1 : 0) - p;
            row[0] = 1;
            for (int k = 1; k < size; k++) row[k] = _columns[k - 1][i];
            for (int k = 0; k < size; k++)
            {
                gradient[k] += residual * row[k];
                double weighted = weight * row[k];
                for (int m = 0; m <= k; m++) information[k, m] += weighted * row[m];
            }
        }
        for (int k = 0; k < size; k++)
        {
            for (int m = 0; m < k; m++) information[m, k] = information[k, m];
            if (k == 0) continue;
            information[k, k] += ridge;
            gradient[k] -= ridge * beta[k];
        }
        return (Matrix<double>.Build.DenseOfArray(information), Vector<double>.Build.Dense(gradient));
    }

    private static bool TrySolve(Matrix<double> information, Vector<double> gradient, out Vector<double> step)
    {
        step = gradient;
        // Scaled to a unit diagonal first, so that the units of a column (yuan or ratio) do not look like collinearity.
        Vector<double> scale = information.Diagonal().Map(value => 1 / Math.Sqrt(value));
        if (!scale.All(double.IsFinite)) return false;
        try
        {
            Cholesky<double> factor = information.MapIndexed((i, j, value) => value * scale[i] * scale[j]).Cholesky();
            // Almost singular is as good as singular: the step would be rounding noise.
            if (factor.Factor.Diagonal().Minimum() < 1e-6) return false;
            step = factor.Solve(gradient.PointwiseMultiply(scale)).PointwiseMultiply(scale);
            return true;
        }
        catch (ArgumentException)
        {
            // MathNet's word for a matrix that is not positive definite.
            return false;
        }
    }
}
