// The query language. Every decision needs one token of look-ahead, and chains of and, or, not are
// lists instead of trees, so that only parentheses nest.
grammar Query;

query
    : disjunction order? limit? EOF
    ;

// Commas are blanks.
order
    : ORDER BY sortKey+
    ;

// The words that may follow a key are no keys themselves, unless in backquotes.
sortKey
    : ( NAME | QUOTED_NAME | ORDER | BY | IN | LIKE_WORD ) ( ASC | DESC )?
    ;

limit
    : LIMIT WHOLE_NUMBER
    ;

disjunction
    : conjunction (OR conjunction)*
    ;

conjunction
    : negation (AND negation)*
    ;

negation
    : NOT* primary
    ;

primary
    : OPEN disjunction CLOSE
    | TAGGED STRING
    | comparison
    ;

// What each operator takes at its right is checked later, for the sake of the message.
comparison
    : value ( operator value | IN OPEN value+ CLOSE )?
    ;

operator
    : EQUAL
    | UNEQUAL
    | LESS
    | LESS_OR_EQUAL
    | GREATER
    | GREATER_OR_EQUAL
    | LIKE
    | LIKE_WORD
    | FIND
    ;

value
    : STRING
    | NUMBER
    | WHOLE_NUMBER
    | TRUE
    | FALSE
    | NIL
    | NAME
    | QUOTED_NAME
    | ORDER
    | BY
    | ASC
    | DESC
    | LIMIT
    | IN
    | LIKE_WORD
    ;

OPEN : '(' ;
CLOSE : ')' ;

EQUAL : '=' ;
UNEQUAL : '!=' ;
LESS : '<' ;
LESS_OR_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_OR_EQUAL : '>=' ;
LIKE : '=~' ;
FIND : '~=' ;

// Operators of other languages, to be told what they are called here.
FOREIGN_OPERATOR : '==' | '<>' | '&&' | '||' ;

AND options { caseInsensitive = true; } : 'and' ;
OR options { caseInsensitive = true; } : 'or' ;
NOT options { caseInsensitive = true; } : 'not' ;
TAGGED options { caseInsensitive = true; } : 'tagged' ;
TRUE options { caseInsensitive = true; } : 'true' ;
FALSE options { caseInsensitive = true; } : 'false' ;
NIL options { caseInsensitive = true; } : 'nil' | 'null' ;

// Words of a meaning only where no name can stand; elsewhere they are names.
ORDER options { caseInsensitive = true; } : 'order' ;
BY options { caseInsensitive = true; } : 'by' ;
ASC options { caseInsensitive = true; } : 'asc' ;
DESC options { caseInsensitive = true; } : 'desc' ;
LIMIT options { caseInsensitive = true; } : 'limit' ;
IN options { caseInsensitive = true; } : 'in' ;
LIKE_WORD options { caseInsensitive = true; } : 'like' ;

// A float in any form; WHOLE_NUMBER stands after it and is shorter or of other text.
NUMBER
    : [-+]? ( DIGIT+ ( '.' DIGIT* EXPONENT? | EXPONENT ) | '.' DIGIT+ EXPONENT? )
    | [-+]? 'Infinity'
    | 'NaN'
    ;

WHOLE_NUMBER : [-+]? DIGIT+ 'n'? ;

STRING
    : '"' ( ~["\\] | '\\' . )* '"'
    | '\'' ( ~['\\] | '\\' . )* '\''
    ;

UNCLOSED_STRING
    : '"' ( ~["\\] | '\\' . )* '\\'?
    | '\'' ( ~['\\] | '\\' . )* '\\'?
    ;

NAME : [\p{L}_@$] [\p{L}\p{M}\p{N}_@$:.+/-]* ;

QUOTED_NAME : '`' ~[`]+ '`' ;

BLANK : [\p{White_Space},\uFEFF]+ -> skip ;

// Anything else is for the parser to complain of.
OTHER : . ;

fragment DIGIT : [0-9] ;
fragment EXPONENT : [eE] [-+]? DIGIT+ ;
