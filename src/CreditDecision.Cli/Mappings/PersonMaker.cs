using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CreditDecision.Core.Values;
using CreditDecision.Modeling.Populations;
using CreditDecision.V1;

namespace CreditDecision.Cli.Mappings;

/// <summary>
/// Makes a person up: the same seed gives the same person, and the person is nobody. County codes 9100 to 9999 of a province are
/// assigned to no county, and <see cref="UnassignedNumbers"/> to no network or issuer, so no such number can belong to anyone.
/// </summary>
/// <param name="province">Two digits of GB/T 2260.</param>
internal sealed class PersonMaker(string province)
{
    public const int LeastAge = 0;
    public const int MostAge = 110;
    public const string ProvinceExpected = "must be the two digits of a province (GB/T 2260), such as \"33\"";

    // County codes of prefectures 91 to 99.
    private const int FirstCounty = 9_100;
    private const int Counties = 900;
    private const int Birthdays = 365;

    private const string Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹";
    private const string GivenNames = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞红鑫波";

    // Core knows the provinces; a number that would be right with this one asks it.
    public static bool IsProvince(string code)
    {
        if (code.Length != 2 || !code.All(char.IsAsciiDigit)) return false;
        string number17 = $"{code}910019900101001";
        return ResidentId.TryParse(number17 + ResidentId.CheckCharacter(number17), out _, out _);
    }

    /// <param name="salt">Two salts give two people for one seed.</param>
    /// <param name="seed">Two different whole numbers never give the same identity or telephone number; other texts hardly ever do.</param>
    /// <param name="age">Full years on <paramref name="today"/>.</param>
    /// <param name="sex">Unspecified lets the seed say.</param>
    public Borrower Make(string salt, string seed, int age, Sex sex, DateOnly today)
    {
        var draw = new Draw(salt, seed);
        int sequences = sex == Sex.Unspecified ? 1_000 : 500;
        long place = draw.Place((long)Counties * Birthdays * sequences);
        int sequence = (int)(place / ((long)Counties * Birthdays));
        DateOnly birth = BirthDate(age, today, (int)(place / Counties % Birthdays));
        string number17 = $"{province}{FirstCounty + place % Counties}{birth:yyyyMMdd}{Sequence(sex, sequence):000}";
        // Drawn before the letters of the name: the order of drawing is part of who the person is.
        string account = UnassignedNumbers.BankAccount(draw.Below(UnassignedNumbers.BankAccounts));
        return new Borrower
        {
            Name = $"{Letter(Surnames, draw)}{Letter(GivenNames, draw)}{Letter(GivenNames, draw)}",
            IdNumber = number17 + ResidentId.CheckCharacter(number17),
            Phone = UnassignedNumbers.Phone(draw.Place(UnassignedNumbers.Phones)),
            BankAccount = account,
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
    private static int Sequence(Sex sex, int sequence) => sex switch
    {
        Sex.Male => sequence * 2 + 1,
        Sex.Female => sequence * 2,
        _ => sequence,
    };

    private static char Letter(string letters, Draw draw) => letters[(int)draw.Below(letters.Length)];

    /// <summary>Numbers from a seed, by SHA-256 of the seed and a counter: the same on every machine and in every version.</summary>
    private sealed class Draw(string salt, string seed)
    {
        // A prime that divides none of the spaces, so that stepping by it visits every place before any twice.
        private const long Stride = 86_028_121;

        private int _count;

        public long Below(long bound) => Hash($"{salt}\n{seed}", bound);

        /// <summary>A place in a space of numbers: distinct for distinct whole seeds, as long as the space has room for them.</summary>
        public long Place(long space) => long.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? (Hash(salt, space) + number % space * Stride) % space
            : Below(space);

        private long Hash(string text, long bound)
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{text}\n{_count++}"));
            return (long)(BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)bound);
        }
    }
}
