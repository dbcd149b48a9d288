using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Values;
using CreditDecision.V1;

namespace CreditDecision.Cli.Mappings;

/// <summary>
/// Makes a person up: the same seed gives the same person, and the person is nobody. County codes 9100 to 9999 of a province, mobile
/// numbers 160 and card numbers 999999 are assigned to no county, network or issuer, so no such number can belong to anyone.
/// </summary>
/// <param name="province">Two digits of GB/T 2260.</param>
internal sealed class PersonMaker(string province)
{
    public const int LeastAge = 0;
    public const int MostAge = 110;
    public const string ProvinceExpected = "must be the two digits of a province (GB/T 2260), such as \"33\"";

    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹";
    private const string GivenNames = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红鑫波";

    // Core knows the provinces; a number that would be right with this one asks it.
    public static bool IsProvince(string code)
    {
        if (code.Length != 2 || !code.All(char.IsAsciiDigit)) return false;
        string number17 = $"{code}910019900101001";
        return ResidentId.TryParse(number17 + ResidentId.CheckCharacter(number17), out _, out _);
    }

    /// <param name="age">Full years on <paramref name="today"/>.</param>
    /// <param name="sex">Unspecified lets the seed say.</param>
    public Borrower Make(string seed, int age, Sex sex, DateOnly today)
    {
        var draw = new Draw(seed);
        string number17 = $"{province}{draw.Below(900) + 9100}{BirthDate(age, today, draw.Below(365)):yyyyMMdd}{Sequence(sex, draw):000}";
        string card18 = $"999999{draw.Below(1_000_000_000_000):000000000000}";
        return new Borrower
        {
            Name = $"{Surnames[draw.Below(Surnames.Length)]}{GivenNames[draw.Below(GivenNames.Length)]}{GivenNames[draw.Below(GivenNames.Length)]}",
            IdNumber = number17 + ResidentId.CheckCharacter(number17),
            Phone = $"160{draw.Below(100_000_000):00000000}",
            BankAccount = card18 + BankCard.CheckDigit(card18),
        };
    }

    // The birthday stays the same whatever the day; only the year follows from the age. No one is born on 29 February.
    private static DateOnly BirthDate(int age, DateOnly today, int dayOfYear)
    {
        DateOnly birthday = new DateOnly(2001, 1, 1).AddDays(dayOfYear);
        bool isToCome = (today.Month, today.Day).CompareTo((birthday.Month, birthday.Day)) < 0;
        return new DateOnly(today.Year - age - (isToCome ? 1 : 0), birthday.Month, birthday.Day);
    }

    // Odd for men, even for women (GB 11643).
    private static int Sequence(Sex sex, Draw draw) => sex switch
    {
        Sex.Male => draw.Below(500) * 2 + 1,
        Sex.Female => draw.Below(500) * 2,
        _ => draw.Below(1_000),
    };

    /// <summary>Numbers from a seed, by SHA-256 of the seed and a counter: the same on every machine and in every version.</summary>
    private sealed class Draw(string seed)
    {
        private int _count;

        public int Below(int bound) => (int)Below((long)bound);

        public long Below(long bound)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{_count++}"));
            return (long)(BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)bound);
        }
    }
}
