import { answerPageQuestions } from '../../platform/page/answer-page-questions.ts';

answerPageQuestions();
