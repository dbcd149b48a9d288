using System.Globalization;
using CreditDecision.Core.Values;

namespace CreditDecision.Modeling.Populations;

/// <summary>Telephone and card numbers that pass every check of the service and yet belong to nobody: their blocks are not assigned.</summary>
public static class UnassignedNumbers
{
    /// <summary>Not assigned to an operator.</summary>
    public const string Segment = "160";

    /// <summary>ISO/IEC 7812 keeps a leading 9 for national use, and no issuer holds 999999.</summary>
    public const string Issuer = "999999";

    /// <summary>How many telephone numbers there are.</summary>
    public const long Phones = 100_000_000;

    /// <summary>How many bank accounts there are.</summary>
    public const long BankAccounts = 1_000_000_000_000;

    /// <param name="number">0 up to but not <see cref="Phones"/>.</param>
    public static string Phone(long number) => Segment + number.ToString("D8", CultureInfo.InvariantCulture);

    /// <param name="number">0 up to but not <see cref="BankAccounts"/>.</param>
    public static string BankAccount(long number)
    {
        string digits = Issuer + number.ToString("D12", CultureInfo.InvariantCulture);
        return digits + BankCard.CheckDigit(digits);
    }
}
