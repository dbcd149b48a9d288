namespace CreditDecision.Core.Statistics;

/// <summary>How close probabilities of the bad event come to what happened; 0 is perfect for both.</summary>
/// <param name="Brier">Mean squared difference of probability and outcome (Brier 1950).</param>
/// <param name="LogLoss">Mean of −ln of the probability given to what happened.</param>
public readonly record struct Accuracy(double Brier, double LogLoss)
{
    // A certain but wrong probability would make the mean infinite and hide every other row.
    private const double Smallest = 1e-15;

    /// <exception cref="ArgumentException">Lengths differ or there are no rows.</exception>
    public static Accuracy Of(ReadOnlySpan<double> probabilityOfBad, ReadOnlySpan<bool> isBad)
    {
        if (probabilityOfBad.Length != isBad.Length) throw new ArgumentException($"{probabilityOfBad.Length} probabilities but {isBad.Length} outcomes.");
        if (isBad.IsEmpty) throw new ArgumentException("There are no rows.");
        double squares = 0, logs = 0;
        for (int i = 0; i < isBad.Length; i++)
        {
            double ofWhatHappened = isBad[i] ? probabilityOfBad[i] : 1 - probabilityOfBad[i];
            squares += (1 - ofWhatHappened) * (1 - ofWhatHappened);
            logs -= Math.Log(Math.Clamp(ofWhatHappened, Smallest, 1));
        }
        return new Accuracy(squares / isBad.Length, logs / isBad.Length);
    }
}
